# syntax=docker/dockerfile:1
# Two stages: the first does what scripts/setup does, the second carries only what runs.
FROM python:3.12-slim-bookworm AS build
WORKDIR /srv/shouhou
COPY pyproject.toml uv.lock README.md ./
COPY scripts ./scripts
COPY app ./app
COPY intents ./intents
COPY policy ./policy
COPY templates ./templates
COPY models ./models
RUN ./scripts/setup --no-dev

FROM python:3.12-slim-bookworm
RUN useradd --system --create-home --home-dir /var/lib/shouhou shouhou
WORKDIR /srv/shouhou
COPY --from=build --chown=root:root /srv/shouhou /srv/shouhou
ENV PATH=/srv/shouhou/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SHOUHOU_DATA_DIR=/var/lib/shouhou \
    SHOUHOU_LOG_FORMAT=json
USER shouhou
VOLUME /var/lib/shouhou
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
# Anything but loopback needs SHOUHOU_API_KEYS (or SHOUHOU_API_KEYS_FILE); without one the service refuses to start and says so.
CMD ["shouhou", "serve", "--host", "0.0.0.0", "--port", "8000"]
