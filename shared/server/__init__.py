"""Running a service as a process: sockets, the wire, proxies, health, logs."""
