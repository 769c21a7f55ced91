# One image for the web, the worker and every command. It holds no secret: all settings come from the environment.
# The base is pinned by its version's tag; pin it by digest too where the image is built, once the digest is known.
FROM node:24.19.0-bookworm-slim AS dressed

WORKDIR /src
COPY .npmrc package.json package-lock.json ./
RUN npm ci

FROM python:3.11.15-slim-bookworm AS built

WORKDIR /src
COPY requirements-uv.txt requirements-production.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements-uv.txt
RUN uv venv --no-cache --no-python-downloads /opt/aftalehjulet
RUN uv pip install --no-cache --python /opt/aftalehjulet --compile-bytecode --require-hashes \
      --requirement requirements-production.txt
COPY . .
COPY --from=dressed /src/node_modules/dkfds/dist/LICENSE.md api/static/dkfds/
COPY --from=dressed /src/node_modules/dkfds/dist/css/dkfds.min.css api/static/dkfds/css/
COPY --from=dressed /src/node_modules/dkfds/dist/js/dkfds.min.js api/static/dkfds/js/
COPY --from=dressed /src/node_modules/dkfds/dist/img api/static/dkfds/img
COPY --from=dressed /src/node_modules/dkfds/dist/fonts/IBMPlexSans/complete api/static/dkfds/fonts/IBMPlexSans/complete
RUN uv pip install --no-cache --python /opt/aftalehjulet --compile-bytecode --no-deps --no-build-isolation .

FROM python:3.11.15-slim-bookworm

RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin aftalehjulet
COPY --from=built /opt/aftalehjulet /opt/aftalehjulet
ENV PATH=/opt/aftalehjulet/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /tmp
EXPOSE 8000
ENTRYPOINT ["aftalehjul"]
CMD ["--help"]
