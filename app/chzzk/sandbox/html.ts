/** Markup that is already safe to send. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | Html[] | false | null

/** Template for markup: everything put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(String.raw({ raw: strings }, ...pieces.map(render)))
}

function render(piece: Piece): string {
  if (piece === null || piece === false) return ''
  if (Array.isArray(piece)) return piece.map(render).join('')
  if (piece instanceof Html) return piece.text
  return String(piece).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
