/** The look of the sandbox pages: dark, one column, nothing that resembles CHZZK. */
export const styleSheet = `
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100dvh; background: #17151c; color: #f3f0f7;
  font: 16px/1.6 Pretendard, system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
.band { margin: 0; padding: 12px 16px; background: #ffd166; color: #2b2100; font-size: 14px; text-align: center; }
main { max-width: 460px; margin: 0 auto; padding: 24px 16px calc(40px + env(safe-area-inset-bottom)); }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.35; }
h2 { margin: 28px 0 8px; font-size: 16px; }
p { margin: 0 0 12px; }
a { color: #ffd166; }
small, .muted { color: #b5aec2; font-size: 14px; }
ul { margin: 0 0 16px; padding-left: 20px; }
form { margin: 0; }
.people { display: grid; gap: 8px; }
label { display: block; margin: 12px 0 4px; font-size: 14px; color: #d6cfe2; }
label.row { display: flex; align-items: center; gap: 10px; min-height: 44px; font-size: 16px; }
input, select, textarea, button {
  width: 100%; min-height: 44px; padding: 10px 12px; border: 1px solid #5d5570; border-radius: 10px;
  background: #221f2a; color: inherit; font: inherit;
}
input[type="checkbox"] { width: 22px; min-height: 22px; accent-color: #ffd166; }
textarea { min-height: 88px; resize: vertical; }
button { cursor: pointer; text-align: left; }
button.main { margin-top: 16px; border-color: #ffd166; background: #ffd166; color: #2b2100; font-weight: 700; text-align: center; }
button.quiet { margin-top: 16px; background: transparent; text-align: center; }
:focus-visible { outline: 3px solid #ffd166; outline-offset: 2px; }
.done { margin: 0 0 16px; padding: 14px 16px; border: 1px solid #ffd166; border-radius: 10px; }
.wrong { margin: 0 0 16px; padding: 14px 16px; border: 1px solid #ff9d8a; border-radius: 10px; color: #ffc9bf; }
.screen { display: grid; place-items: center; aspect-ratio: 16 / 9; margin-bottom: 16px; border-radius: 10px; background: #0c0b0f; color: #b5aec2; }
`
