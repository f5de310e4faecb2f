"""What the looks at pages have found wrong."""

failures = 0


def expect(condition, page, what):
    global failures
    if not condition:
        failures += 1
        print(f"{page}: {what}")
