"""The forwarder one finds in tutorials: FastAPI and one plain `httpx.AsyncClient`, whole bodies.

Run: `python -m bench.references.httpx_forwarder PORT TARGET`.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import uvicorn
from fastapi import FastAPI, Request, Response

HOP_BY_HOP = {"host", "connection", "content-length", "transfer-encoding", "content-encoding"}


def create_app(target: str) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx.AsyncClient(base_url=target, trust_env=False) as client:
            app.state.client = client
            yield

    app = FastAPI(lifespan=lifespan)
    app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])(forward)
    return app


async def forward(request: Request) -> Response:
    client: httpx.AsyncClient = request.app.state.client
    headers = {name: value for name, value in request.headers.items() if name not in HOP_BY_HOP}
    url = httpx.URL(path=request.url.path, query=request.url.query.encode())
    answer = await client.request(request.method, url, headers=headers, content=await request.body())
    kept = {name: value for name, value in answer.headers.items() if name not in HOP_BY_HOP}
    return Response(answer.content, answer.status_code, kept)


if __name__ == "__main__":
    uvicorn.run(create_app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
