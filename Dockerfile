# docker build -t dpp-audit . && docker run --rm -v "$PWD:/work" -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY -e AWS_SESSION_TOKEN dpp-audit scan --out run
# The same package that the registry has: built and packed in one image, installed in another that has neither sources nor tools.
FROM node:22-slim AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN mkdir /packed && npm pack --pack-destination /packed

FROM node:22-slim
RUN --mount=type=bind,from=build,source=/packed,target=/packed npm install --global --offline --ignore-scripts /packed/*.tgz
ENV NODE_ENV=production
# Reports are written as this user: the folder that is mounted must let it write.
USER node
WORKDIR /work
ENTRYPOINT ["dpp-audit"]
CMD ["--help"]
