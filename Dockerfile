# syntax=docker/dockerfile:1
FROM node:24.21-bookworm-slim AS build
WORKDIR /melt
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN NODE_ENV=production npm run build

FROM node:24.21-bookworm-slim AS packages
WORKDIR /melt
COPY package.json package-lock.json .npmrc ./
# Prisma brings its query compiler for five databases in two sizes: 60 MB of which Melt loads one.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force && \
    find node_modules/@prisma/client/runtime -name 'query_compiler_*' \
      ! -name 'query_compiler_fast_bg.postgresql.*' -delete

FROM node:24.21-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    MELT_DATA_DIR=/data \
    SHUTDOWN_GRACE_SECONDS=5 \
    NODE_OPTIONS="--max-semi-space-size=16 --max-old-space-size=384"
WORKDIR /melt
RUN mkdir /data && chown node:node /data
COPY --from=packages /melt/node_modules node_modules
# sharp's own binaries count as optional packages, which are left out above for the 230 MB of Prisma's tools among them.
COPY --from=build /melt/node_modules/@img node_modules/@img
COPY --from=build /melt/build build
COPY package.json server.js ./
COPY prisma/migrations prisma/migrations
COPY app/db/embedded app/db/embedded
COPY tools/health.js tools/command.js tools/build.js tools/start-failure.js tools/
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "tools/health.js"]
CMD ["node", "server.js"]
