"""Jupyter's own tests of kernels, with a sample for each."""

import unittest

import jupyter_kernel_test as jkt

NETWORK = "reset\nseed 1\ndata xor\nlayer affine 2 1\n"
LONG = "layer sigmoid\nloss mse\ntrain 12000000 lr 0.1"


class Tests(jkt.KernelTests):
    kernel_name = "nbrun"
    language_name = "nnb"
    file_extension = ".nnb"
    # Lines of text that a command lists go to standard output.
    code_hello_world = 'let greeting "hello, world"\nhistory'
    # A notebook that was entered whole, in which something looks like a cell and is none.
    code_stderr = "- ```nnb\n  show loss\n  ```\n\n```nnb\nseed 1\n```\n"
    completion_samples = [
        {"text": "sche", "matches": {"schedule"}},
        {"text": "schedule co", "matches": {"constant", "cosine"}},
        {"text": "seed 1\nlayer sig", "matches": {"sigmoid"}},
    ]
    complete_code_samples = ["seed 1", "W1", "data rows\n0 1 -> 1\nend", "# a comment", "train?", ""]
    incomplete_code_samples = ["data rows", "data rows\n0 1 -> 1", "seed \\", "sweep seed 0..3\nreset"]
    invalid_code_samples = ["trian 5", "seed one", "end"]
    code_page_something = "train?"
    code_generate_error = "trian 5"
    code_execute_result = [
        {"code": NETWORK + "W1", "mime": "text/markdown"},
        {"code": NETWORK + "digest"},
    ]
    code_display_data = [
        {"code": NETWORK + "show W1", "mime": "text/markdown"},
        {"code": NETWORK + "plot data", "mime": "image/svg+xml"},
        {"code": NETWORK + "show W1", "mime": "text/plain"},
    ]
    code_history_pattern = "*digest"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "train"
    # A training of a second or more shows how far it is, and takes that away.
    code_clear_output = NETWORK + LONG


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = "nbrun"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
