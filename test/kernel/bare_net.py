#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
"""Plays a capture to a machine's network device by QEMU's socket back end, and prints what comes back.

bare_net.py CAPTURE FRAMES COMMAND...     @PORT in COMMAND is where it has to connect. What COMMAND prints goes to standard output;
                                          each frame that comes back is a line of FRAMES: its length, and its CRC-32 as `kiln run` has it.
"""
import socket
import struct
import subprocess
import sys
import threading
import zlib

LAST = b"\xff" * 12 + b"\x88\xb5" + b"\0" * 46  # the frame after which the machine ends


def packets(path):
    data = open(path, "rb").read()
    at = 24
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at + 8)
        yield data[at + 16 : at + 16 + length]
        at += 16 + length


def exactly(s, n):
    data = b""
    while len(data) < n:
        some = s.recv(n - len(data))
        if not some:
            return None
        data += some
    return data


def receive(s, out):
    while (head := exactly(s, 4)) and (frame := exactly(s, struct.unpack(">I", head)[0])):
        out.append((len(frame), "%08x" % zlib.crc32(frame)))


listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(60)
command = [a.replace("@PORT", str(listener.getsockname()[1])) for a in sys.argv[3:]]
machine = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
frames = []
try:
    s, _ = listener.accept()
    reader = threading.Thread(target=receive, args=(s, frames))
    reader.start()
    said = []
    while not said or b"proven" not in said[-1]:  # its device is ready; what came before was for nobody
        said.append(machine.stdout.readline())
        if not said[-1]:
            break
    for p in list(packets(sys.argv[1])) + [LAST]:
        s.sendall(struct.pack(">I", len(p)) + p)
    said.append(machine.communicate(timeout=120)[0])
    print(b"".join(said).decode(errors="replace").replace("\r", ""), end="")
    s.close()
    reader.join(10)
finally:
    machine.terminate()  # timeout(1) takes what it runs along
    machine.wait()
with open(sys.argv[2], "w") as f:
    for length, value in frames:
        print(length, value, file=f)
