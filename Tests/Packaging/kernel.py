"""Starts a kernel as its kernel.json in another root says, and has it run a cell: kernel.py ROOT KERNEL.JSON"""

import json
import os
import socket
import subprocess
import sys

from jupyter_client import BlockingKernelClient

root, spec = sys.argv[1], json.load(open(sys.argv[2]))
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
ports = [server.getsockname()[1] for server in sockets]
connection = {"transport": "tcp", "ip": "127.0.0.1", "key": "a secret", "signature_scheme": "hmac-sha256", "kernel_name": "nbrun"}
connection |= dict(zip(["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"], ports))
path = os.path.join(root, "root/connection.json")
json.dump(connection, open(path, "w"))
for server in sockets:
    server.close()

argv = [word.replace("{connection_file}", "/root/connection.json") for word in spec["argv"]]
kernel = subprocess.Popen(["chroot", root, *argv])
client = BlockingKernelClient()
client.load_connection_info(connection)
client.start_channels()
try:
    client.wait_for_ready(timeout=30)
    outputs = []
    reply = client.execute_interactive("data xor\nshow data", timeout=30, output_hook=outputs.append)
    shown = [message["content"]["data"] for message in outputs if message["msg_type"] == "display_data"]
    assert reply["content"]["status"] == "ok" and any("text/markdown" in data for data in shown), (reply, outputs)
    client.shutdown()
    assert kernel.wait(10) == 0
finally:
    kernel.kill()
