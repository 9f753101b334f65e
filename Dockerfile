# One image for all services: `python -m services` runs everything in one process, `… hall` one service.
FROM python:3.13-slim

# For networks with a registry of their own: taken from the environment of `docker compose build`, else pip's defaults.
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST

RUN useradd --system --uid 10001 --home-dir /data --create-home shentu && mkdir -m 0700 /files && chown shentu /files
WORKDIR /app
COPY requirements.lock .
RUN pip install --quiet --no-cache-dir --disable-pip-version-check --root-user-action ignore --requirement requirements.lock
COPY shared shared
COPY services services
COPY client client
# The user below cannot write here, so the byte code is made now.
RUN python -m compileall -q shared services client

USER shentu
ENV PYTHONUNBUFFERED=1 SHENTU_HOST=0.0.0.0 SHENTU_DATA_DIR=/data
ENTRYPOINT ["python", "-m", "services"]
