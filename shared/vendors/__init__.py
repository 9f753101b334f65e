"""SMS vendors as they are met from outside: how a request to one is told, which sandbox it means, how it is refused."""
