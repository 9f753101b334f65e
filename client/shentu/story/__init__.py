"""The story of one joint review, scene by scene: `shentu demo` tells it in a terminal, the tour in a browser."""
