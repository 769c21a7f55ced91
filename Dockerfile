# One image for the web, the worker and every command. It holds no secret: all settings come from the environment.
# The base is pinned by its version's tag; pin it by digest too where the image is built, once the digest is known.
FROM python:3.11.15-slim-bookworm AS built

WORKDIR /src
RUN python -m venv /opt/aftalehjulet
COPY requirements-production.txt .
RUN /opt/aftalehjulet/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
      --requirement requirements-production.txt
COPY . .
RUN /opt/aftalehjulet/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

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
