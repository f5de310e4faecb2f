"""What the kernel does beyond Jupyter's own tests: interrupts, ends, passed-over cells, wrong signatures, floods."""

import json
import os
import signal
import subprocess
import sys
import time
import unittest

import zmq
from jupyter_client.manager import KernelManager, start_new_kernel
from jupyter_client.session import Session

NETWORK = "seed 1\ndata xor\nlayer affine 2 4\nlayer sigmoid\nlayer affine 4 2\nloss softmax_cross_entropy\n"
LONG = NETWORK + "train 2000000000 lr 0.01"


class Kernel(unittest.TestCase):
    def setUp(self):
        self.manager, self.client = start_new_kernel(kernel_name="nbrun")

    def tearDown(self):
        self.client.stop_channels()
        if self.manager.is_alive():
            self.manager.shutdown_kernel(now=True)

    def reply(self, request, seconds=20):
        """The reply to a request; others are lost."""
        while True:
            message = self.client.get_shell_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def published(self, request, seconds=20):
        """What is published for a request, from busy to idle."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                assert messages[0]["content"]["execution_state"] == "busy", messages[0]
                return messages[1:-1]

    def run_cell(self, code, **options):
        request = self.client.execute(code, **options)
        return self.reply(request), self.published(request)

    def ended(self, seconds=10):
        """Whether the kernel's process ends by itself."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.manager.is_alive():
                return True
            time.sleep(0.05)
        return False

    def test_an_interrupt_ends_a_training_and_nothing_else(self):
        for interrupt in [self.manager.interrupt_kernel,
                          lambda: os.kill(self.manager.provisioner.process.pid, signal.SIGINT)]:
            request = self.client.execute(LONG)
            time.sleep(1)
            interrupt()
            reply = self.reply(request)
            self.assertEqual((reply["status"], reply["ename"]), ("error", "Interrupted"))
            kinds = [message["msg_type"] for message in self.published(request)]
            # The line that told how far it was is gone.
            self.assertEqual(kinds[-1], "error")
            self.assertIn("update_display_data", kinds)
            last = len(kinds) - kinds[::-1].index("clear_output")
            self.assertNotIn("update_display_data", kinds[last:])
            reply, messages = self.run_cell("show loss")
            self.assertEqual(reply["status"], "ok")
            self.run_cell("reset")

    def test_an_interrupt_between_cells_stops_none(self):
        self.manager.interrupt_kernel()
        time.sleep(0.2)
        self.assertEqual(self.run_cell(NETWORK + "train 100 lr 0.1")[0]["status"], "ok")

    def test_half_of_a_character_is_answered(self):
        """Python's json writes it as an escape, as that of a browser does."""
        self.client.session.pack = lambda value: json.dumps(value, default=str).encode()
        self.assertEqual(self.run_cell("# \ud83d")[0]["status"], "ok")

    def test_cells_behind_a_failed_one_are_passed_over(self):
        requests = [self.client.execute(code) for code in [NETWORK + "train 300000 lr 0.01", "trian 5"] + ["seed 2"] * 40]
        info = self.client.kernel_info()
        statuses = [self.reply(request)["status"] for request in requests]
        self.assertEqual(statuses, ["ok", "error"] + ["aborted"] * 40)
        self.assertEqual(self.reply(info)["status"], "ok")
        for request in requests[2:]:
            self.assertEqual(self.published(request), [])
        # What is asked for after that is run.
        self.assertEqual(self.run_cell("seed 3")[0], self.run_cell("seed 3")[0] | {"execution_count": 3})

    def test_whoever_goes_on_after_an_error_passes_over_nothing(self):
        requests = [self.client.execute("trian", stop_on_error=False), self.client.execute("seed 2")]
        self.assertEqual([self.reply(request)["status"] for request in requests], ["error", "ok"])

    def test_a_cell_is_checked_before_it_runs(self):
        reply, messages = self.run_cell(NETWORK + "train 10 lr 0.1\nlayer affine 5 2\nshow nothing")
        self.assertEqual(reply["status"], "error")
        error = [message["content"] for message in messages if message["msg_type"] == "error"]
        self.assertEqual(len(error), 1)
        self.assertEqual(len([message for message in messages if message["msg_type"] == "display_data"]), 0)
        self.assertEqual(error[0]["evalue"], reply["evalue"])
        text = "\n".join(error[0]["traceback"])
        self.assertTrue(text.startswith("cell 1, line 8: error: "), text)
        self.assertIn("layer affine 5 2\n", text)
        self.assertIn("note: cell 1, line 5: ", text)
        self.assertIn("cell 1, line 9: error: ", text)
        # Nothing has happened.
        self.assertEqual(self.run_cell("show model")[0]["status"], "error")
        # What undo goes back to is known to the check.
        self.assertEqual(self.run_cell("seed 1\ndata xor\nlayer affine 2 1")[0]["status"], "ok")
        self.assertEqual(self.run_cell("layer sigmoid")[0]["status"], "ok")
        self.assertEqual(self.run_cell("undo\nundo\nlayer affine 2 3\nshow W1")[0]["status"], "ok")

    def test_cursors_count_code_points(self):
        code = "# 🐦 é\nlet bird 1  # 🐦\nsche"
        request = self.client.complete(code, len(code))
        content = self.reply(request)
        self.assertEqual((content["matches"], content["cursor_start"], content["cursor_end"]),
                         (["schedule"], len(code) - 4, len(code)))
        code = 'data csv "🐦🐦'
        self.assertEqual(self.reply(self.client.complete(code, len(code)))["status"], "ok")
        for code, cursor, word in [("# 🐦\ntrain 5 lr 0.1", 6, "train"), ("🐦", 0, None), ("", 0, None)]:
            content = self.reply(self.client.inspect(code, cursor))
            self.assertEqual(content["found"], word is not None)
            if word:
                self.assertIn(word, content["data"]["text/plain"])
        self.run_cell("let rate 0.25\nseed 1\ndata xor\nlayer affine 2 3")
        self.assertIn("0.25", self.reply(self.client.inspect("train 5 lr $rate", 14))["data"]["text/plain"])
        self.assertIn("2 × 3", self.reply(self.client.inspect("show W1", 7))["data"]["text/plain"])
        self.assertIn("W1", self.reply(self.client.complete("show W"))["matches"])
        # Far beyond the text, and nowhere.
        for cursor in [10**9, -5]:
            self.assertEqual(self.reply(self.client.complete("seed", cursor))["status"], "ok")

    def test_blocks_and_lines_that_go_on_are_incomplete(self):
        for code, indent in [("data rows", "  "), ("data rows\n  0 1 -> 1", "  "), ("seed \\", "  "),
                             ("sweep seed 0..3\n  data rows", "    ")]:
            content = self.reply(self.client.is_complete(code))
            self.assertEqual(content, {"status": "incomplete", "indent": indent}, code)

    def test_silence_expressions_and_counts(self):
        reply, messages = self.run_cell(NETWORK + "show W1", silent=True)
        self.assertEqual((reply["status"], reply["execution_count"], messages), ("ok", 0, []))
        reply, messages = self.run_cell("show W1", store_history=False)
        self.assertEqual(reply["execution_count"], 0)
        self.assertEqual([message["msg_type"] for message in messages], ["execute_input", "display_data"])
        reply, _ = self.run_cell("", user_expressions={"a": "W1", "b": "1+1", "c": "sweep", "d": "seed 5\nW1"})
        values = reply["user_expressions"]
        self.assertEqual([values[name]["status"] for name in "abcd"], ["ok", "error", "error", "error"])
        self.assertIn("W1", values["a"]["data"]["text/plain"])

    def test_quitting_leaves_the_rest_unrun(self):
        reply, _ = self.run_cell("quit\nseed 1")
        self.assertEqual((reply["status"], reply["payload"][0]["source"]), ("ok", "ask_exit"))
        reply, messages = self.run_cell("seed 2")
        self.assertIn("restart the kernel", messages[-1]["content"]["text"])

    def test_files_outside_the_folder_are_refused(self):
        for path in ["/etc/passwd", "../x.csv"]:
            reply, _ = self.run_cell(f'data csv "{path}"')
            self.assertEqual(reply["status"], "error")
            self.assertIn("is outside the notebook's folder", reply["evalue"])

    def test_what_is_unknown_or_without_sense_is_answered(self):
        session = self.client.session
        def ask(kind, content, channel=self.client.shell_channel):
            message = session.msg(kind, content)
            channel.send(message)
            return message["header"]["msg_id"]
        for kind in ["comm_open", "comm_msg", "nonsense_request", "execute_reply"]:
            self.assertEqual(self.published(ask(kind, {"a": 1})), [])
        for kind in ["execute", "complete", "inspect", "is_complete", "history"]:
            for content in [{}, {"code": 5, "hist_access_type": "all"}, {"code": None}]:
                request = ask(kind + "_request", content)
                self.assertEqual(self.reply(request)["status"], "error")
                self.assertEqual(self.published(request), [])
        self.assertEqual(self.reply(ask("comm_info_request", {}))["comms"], {})
        request = ask("debug_request", {"type": "request", "seq": 4, "command": "attach"}, self.client.control_channel)
        self.assertEqual(self.client.get_control_msg(timeout=10)["content"]["success"], False)
        self.assertEqual(self.published(request), [])

    def test_a_flood_is_answered_in_order(self):
        requests = [self.client.kernel_info() if number % 3 else self.client.execute(f"seed {number}")
                    for number in range(3000)]
        for request in requests:
            self.assertEqual(self.client.get_shell_msg(timeout=30)["parent_header"]["msg_id"], request)
        for request in requests[::500]:
            self.published(request)

    def test_wrong_signatures_are_dropped(self):
        info = self.manager.get_connection_info()
        wrong = Session(key=b"another key", signature_scheme="hmac-sha256")
        unsigned = Session(key=b"")
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.linger = 0
        socket.connect(f"tcp://127.0.0.1:{info['control_port']}")
        for session in [wrong, unsigned]:
            session.send(socket, "shutdown_request", {"restart": False})
        for frames in [[b""], [b"<IDS|MSG>"], [b"<IDS|MSG>"] * 7, [b"x"] * 9, [b"<IDS|MSG>", b"", b"{", b"{}", b"{}", b"{}"]]:
            socket.send_multipart(frames)
        self.assertEqual(socket.poll(500), 0)
        self.assertEqual(self.run_cell("seed 1")[0]["status"], "ok")
        # A right one, one digit of which is another.
        right = Session(key=info["key"] if isinstance(info["key"], bytes) else info["key"].encode())
        frames = right.serialize(right.msg("kernel_info_request", {}))
        digit = b"0" if frames[1][-1:] != b"0" else b"1"
        socket.send_multipart([frames[0], frames[1][:-1] + digit] + frames[2:])
        self.assertEqual(socket.poll(500), 0)
        socket.send_multipart(frames)
        self.assertEqual(socket.poll(5000), zmq.POLLIN)
        socket.close()

    def test_the_heart_beats_while_a_training_runs(self):
        self.client.execute(LONG)
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.linger = 0
        socket.connect(f"tcp://127.0.0.1:{self.manager.get_connection_info()['hb_port']}")
        for _ in range(20):
            socket.send(b"ping")
            self.assertEqual(socket.poll(2000), zmq.POLLIN)
            self.assertEqual(socket.recv(), b"ping")
        socket.close()

    def test_it_ends_when_it_is_asked_to(self):
        for restart, code in [(False, None), (True, LONG)]:
            if code:
                self.client.execute(code)
                time.sleep(0.7)
            message = self.client.session.msg("shutdown_request", {"restart": restart})
            self.client.control_channel.send(message)
            reply = self.client.get_control_msg(timeout=10)["content"]
            self.assertEqual(reply, {"status": "ok", "restart": restart})
            self.assertTrue(self.ended())
            self.assertEqual(self.manager.provisioner.process.returncode, 0)
            self.tearDown()
            self.setUp()

    def test_a_restart_begins_anew(self):
        self.run_cell(NETWORK)
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=20)
        reply, _ = self.run_cell("show W1")
        self.assertEqual((reply["status"], reply["execution_count"]), ("error", 1))


class Parent(unittest.TestCase):
    @staticmethod
    def runs(pid):
        try:
            with open(f"/proc/{pid}/stat") as file:
                return " Z " not in file.read()
        except FileNotFoundError:
            return False

    def test_it_ends_with_who_has_started_it(self):
        # A parent that starts a kernel, says its number, and is killed.
        program = (
            "import os, time; from jupyter_client.manager import KernelManager; m = KernelManager(kernel_name='nbrun');"
            "m.start_kernel(); print(m.provisioner.process.pid, flush=True); time.sleep(60)")
        parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()
        parent.wait()
        parent.stdout.close()
        end = time.monotonic() + 15
        while time.monotonic() < end and self.runs(pid):
            time.sleep(0.1)
        self.assertLess(time.monotonic(), end)


if __name__ == "__main__":
    unittest.main()
