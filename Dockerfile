# syntax=docker/dockerfile:1
# wattgraph: Node runs the TypeScript itself, so the image holds sources, production dependencies and GraphiQL's build.

FROM node:26-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS web
# The runtime that the npm package `node` would fetch for older machines is the image's own.
RUN npm ci --ignore-scripts
COPY web web
COPY scripts/prepare.ts scripts/prepare.ts
RUN node scripts/prepare.ts

FROM base AS dependencies
RUN npm ci --omit=dev --ignore-scripts

FROM node:26-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY schema schema
COPY --from=web /app/web/dist web/dist
COPY src src
# Only the embedded database is ever written, and here once what Node makes of the sources: that saves it at every start of
# this user, and another goes without.
RUN mkdir data node_modules/.cache && chown node:node data node_modules/.cache
USER node
RUN node src/main.ts schema > /dev/null
# What is run at a start is not for the running process to change.
USER root
RUN chown -R root:root node_modules/.cache
USER node
VOLUME /app/data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
