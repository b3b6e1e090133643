# The steps are those of `npm start`, which a test compares: prepare with ensure.mjs, then run the server.
FROM node:24-bookworm-slim

# Without packages for development, as ensure.mjs sees. The mediasoup worker is kept where the user of below can read it.
ENV NODE_ENV=production XDG_CACHE_HOME=/opt/cache
WORKDIR /app
COPY . .
RUN node scripts/ensure.mjs start \
  && rm -rf /var/lib/apt/lists /root/.npm \
  && install -d -o node -g node /data

USER node
ENV DATA_DIR=/data
VOLUME /data
CMD ["node", "server/main.ts"]
