#!/usr/bin/env python3
"""Another service that is not on the JVM: it speaks to Dormouse over the TCP bridge, with nothing but the standard library.

    bridge.py HOST PORT TOKEN-FILE ORDER

starts the workflow ship-when-paid for an order, gets a server meanwhile (a long call, asked for again by its key until it
is done), says that the order is paid, waits for the end, and gives the server back. Each change has a key made of the order:
run again after it broke off anywhere, it does nothing twice.
"""

import json
import socket
import struct
import sys
import time
import uuid


class Failure(Exception):
    """What a service, the bus or the bridge said no with."""

    def __init__(self, frame):
        super().__init__("%s: %s" % (frame.get("code"), frame.get("message")))
        self.retryable = frame.get("retryable", False)


class Bridge:
    """One connection: frames of four bytes of length, highest first, and JSON. One question at a time."""

    def __init__(self, host, port, token):
        self.address, self.token, self.socket = (host, port), token, None

    def ask(self, address, action, request, key=None):
        """One question and its one answer: its headers and its body."""
        headers = {"action": action, "authorization": "Bearer " + self.token}
        if key:
            headers["dormouse-key"] = key
        mine = str(uuid.uuid4())
        self._send({"type": "send", "address": address, "replyAddress": mine, "headers": headers,
                    "body": {"request": request}})
        while True:
            frame = self._receive()
            if frame["type"] == "err" and frame.get("address") in (mine, None):
                raise Failure(frame)
            if frame.get("address") == mine:
                return frame["headers"], frame.get("body")

    def call(self, service, action, request, key=None):
        """Asks until there is a result, under one key: an answer may be "in progress", and the way there may break."""
        address, patience = service, time.monotonic() + 300
        while True:
            try:
                headers, body = self.ask(address, action, request, key)
                if headers.get("dormouse-state") != "in-progress":
                    return body
                address = headers.get("dormouse-poll", service)
                continue
            except Failure as failure:
                # The instance that we asked again may be gone: then the service knows.
                if address == service and not failure.retryable or time.monotonic() > patience:
                    raise
            except OSError:
                self.close()
                if time.monotonic() > patience:
                    raise
            address = service
            time.sleep(1)

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def _send(self, frame):
        if not self.socket:
            self.socket = socket.create_connection(self.address, timeout=30)
        data = json.dumps(frame).encode()
        self.socket.sendall(struct.pack(">I", len(data)) + data)

    def _receive(self):
        (length,) = struct.unpack(">I", self._read(4))
        return json.loads(self._read(length))

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise ConnectionError("the bridge has closed the connection")
            data += part
        return data


def main(host, port, token_file, order):
    with open(token_file) as file:
        bridge = Bridge(host, int(port), file.read().strip())
    workflow = "order-" + order

    bridge.call("workflow.v1", "start", {"name": "ship-when-paid", "id": workflow, "input": {"number": order}},
                key=workflow)
    server = bridge.call("iaas.v1", "create", {"model": "B6"}, key="server-for-" + order)
    print("server", server["address"])
    bridge.call("workflow.v1", "trigger", {"event": "order-%s-paid" % order, "value": {"amount": 12.5}},
                key="paid-" + order)

    view = {"status": "RUNNING"}
    while view["status"] not in ("COMPLETED", "FAILED", "CANCELLED", "TERMINATED"):
        view = bridge.call("workflow.v1", "awaitEnd", {"id": workflow, "timeoutMillis": 10000})
    bridge.call("iaas.v1", "delete", {"id": server["id"]}, key="no-server-for-" + order)
    bridge.close()
    print(view["id"], view["status"], view.get("result", "-"))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
