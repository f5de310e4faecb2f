"""Reads a listing of strace: the families of calls, and what was opened to be written."""
import os, re, sys

listing, folder = sys.argv[1:]
families = {
    "files": "open openat openat2 read pread64 readv write pwrite64 writev close lseek fcntl dup dup2 flock ioctl",
    "names": "stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat getcwd getdents64 statfs fstatfs",
    "changes": "rename renameat renameat2 mkdir mkdirat unlink unlinkat rmdir link linkat fchmod fchmodat fchown umask ftruncate",
    "memory": "mmap munmap mprotect mremap madvise brk prlimit64 getrlimit sysinfo",
    "threads": "clone clone3 futex set_tid_address set_robust_list rseq sched_yield sched_getaffinity sched_setaffinity gettid exit "
    "membarrier get_mempolicy setpriority getpriority sched_setscheduler",
    "signals": "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack tgkill alarm setitimer restart_syscall",
    "the program": "execve arch_prctl prctl getpid getppid getuid geteuid getgid getegid uname exit_group getrandom",
    "waiting": "epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 timerfd_create timerfd_settime",
    "time": "clock_gettime clock_getres gettimeofday clock_nanosleep nanosleep poll ppoll pselect6",
}
family = {call: name for name, calls in families.items() for call in calls.split()}
found, wrong = {}, []
for line in open(listing, errors="replace"):
    match = re.match(r"\d+ +(\w+)\((.*)", line)
    if not match or "resumed>" in line[:30]:
        continue
    call, rest = match.groups()
    if call not in family:
        wrong.append(f"a call of no known family: {line.strip()}")
        continue
    found.setdefault(family[call], {}).setdefault(call, 0)
    found[family[call]][call] += 1
    if call == "openat" and re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest):
        path = re.search(r'"(.*?)"', rest)[1]
        # In a folder that was opened, by a name without a slash; whether that folder is the right one, its opening tells.
        if rest.startswith("AT_FDCWD") and not os.path.realpath(path).startswith(folder + "/"):
            wrong.append(f"opened to be written: {line.strip()}")
        elif "/" in path and not rest.startswith("AT_FDCWD"):
            wrong.append(f"opened to be written by a path: {line.strip()}")
    if call in families["changes"].split() and re.search(r'"(/|[^"]*\.\./)', rest):
        wrong.append(f"changes another folder: {line.strip()}")
if found.get("the program", {}).get("execve", 0) != 1:
    wrong.append(f"programs were started: {found['the program'].get('execve')}")
if any("secret" in line and "openat" in line and " = -1 " not in line for line in open(listing, errors="replace")):
    wrong.append("the secret was opened")
for name, calls in found.items():
    print(f"{name}: " + ", ".join(f"{call} {count}" for call, count in sorted(calls.items())))
if wrong:
    sys.exit("FAILED: " + "\n".join(wrong[:10]))
