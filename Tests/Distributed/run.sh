#!/usr/bin/env bash
# Makes the sweeps of x.nnb whole, in parts by GNU parallel, and in parts by a Slurm of its own on this machine, with the
# lines of README.md; a part is killed each time. Report, pictures and tables have to be the same.
#
#   bash Tests/Distributed/run.sh
#
# It runs as root on Debian and installs what is missing. What it writes is in a temporary folder, which it removes.
set -euo pipefail
cd "$(dirname "$0")/../.."
project=$PWD

fail() {
  echo "failed: $*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || fail "a Slurm of one's own has to be started by root"
is_there() {
  local name
  for name in parallel slurmctld slurmd sbatch munged python3; do command -v "$name" > /dev/null || return; done
  parallel --version 2> /dev/null | grep -q GNU  # moreutils has another of that name
}
if ! is_there; then
  echo "installing GNU parallel and Slurm"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends parallel slurmctld slurmd slurm-client munge python3 > /dev/null
fi
if ! [ -x .build/release/nbrun ]; then
  echo "building nbrun"
  swift build -c release --product nbrun
fi

folder=$(mktemp -d)
export FOLDER=$folder NBRUN=$project/.build/release/nbrun SLURM_CONF=$folder/slurm/slurm.conf

# Stops what was started, whatever happened: jobs, then daemons by the ids that they have written, and waits for each.
clean_up() {
  local status=$? name id
  trap - EXIT
  kill -9 "$(cat "$folder/held/id" 2> /dev/null)" 2> /dev/null || true
  if [ -e "$folder/slurm/slurmctld.pid" ]; then
    timeout 10 scancel --user=root 2> /dev/null || true
    for _ in {1..100}; do [ "$(timeout 10 squeue -h 2> /dev/null)" ] && sleep 0.1 || break; done
  fi
  for name in slurmd slurmctld munged; do
    id=$(cat "$folder/slurm/$name.pid" 2> /dev/null) || continue
    kill "$id" 2> /dev/null || continue
    for _ in {1..100}; do kill -0 "$id" 2> /dev/null && sleep 0.1 || break; done
    kill -9 "$id" 2> /dev/null || true
  done
  if [ "$status" = 0 ]; then rm -rf "$folder"; else echo "what was written is in $folder" >&2; fi
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# A block of README.md, by its place.
block() {
  awk -v wanted="$1" '
    /^```$/ { shown = 0 }
    shown && count == wanted
    /^```sh$/ { count++; shown = 1 }' "$project/Tests/Distributed/README.md" | grep . || fail "README.md has no block $1"
}

# The program under its name: the first try to make part 3 is held while it runs, until it is killed.
mkdir "$folder/bin"
cat > "$folder/bin/nbrun" << 'SH'
#!/usr/bin/env bash
[[ "$*" == *--shard* ]] && echo "$*" >> "$FOLDER/calls"
if [[ "$*" == *"--shard 3/16"* ]] && mkdir "$FOLDER/held" 2> /dev/null; then
  "$NBRUN" "$@" &
  sleep 0.1
  kill -STOP $! || exit 0
  echo $! > "$FOLDER/held/id"
  wait $!
  exit
fi
exec "$NBRUN" "$@"
SH
chmod +x "$folder/bin/nbrun"
export PATH="$folder/bin:$PATH"

# Waits at most a minute for a condition.
wait_for() {
  for _ in {1..600}; do
    if eval "$1"; then return; fi
    sleep 0.1
  done
  fail "waited in vain for: $1"
}

# A folder with the notebook, in which nothing was made.
enter() {
  mkdir "$folder/$1"
  cd "$folder/$1"
  cp "$project/Tests/Distributed/x.nnb" .
  rm -rf "$folder/calls" "$folder/held"
}

same() {
  local file files
  files=$(cd "$folder/whole" && find . -type f | sort)
  [ "$(echo "$files" | grep -c svg)" -ge 3 ] || fail "the report has fewer pictures than it should"
  for file in $files; do cmp "$folder/whole/$file" "$file" || fail "$1 differs from the whole run"; done
  [ "$(find . -name '*.svg' | wc -l)" = "$(echo "$files" | grep -c svg)" ] || fail "$1 has more pictures"
  echo "  report, pictures and tables are those of the whole run"
}

echo "the whole run"
enter whole
nbrun run x.nnb -o x.md -q

echo "in 16 parts by GNU parallel, the third of them killed in the midst"
enter parallel
{ wait_for '[ -e "$FOLDER/held/id" ]' && kill -9 "$(cat "$FOLDER/held/id")"; } &
status=0
eval "$(block 1)" 2> errors || status=$?
wait $!
[ "$status" = 1 ] || fail "$status jobs of parallel failed instead of one: $(cat errors)"
[ "$(ls part*.nbr | wc -l)" = 15 ] && ! [ -e part3.nbr ] || fail "there is another part missing than the third"
[ "$(wc -l < "$folder/calls")" = 16 ] || fail "parallel has not made every part once"
echo "  15 parts are there; the same line again"
eval "$(block 1)" 2> errors || fail "parallel has failed: $(cat errors)"
[ "$(tail -n +17 "$folder/calls" | grep -o 'shard [^ ]*')" = "shard 3/16" ] || fail "more than part 3 was made again"
! ls ./*.csv > /dev/null 2>&1 || fail "a part has written a table of some of the runs"
eval "$(block 2)" 2> errors || fail "merge has failed: $(cat errors)"
same "the run by parallel"

echo "what merge refuses"
refused() {
  local expected=$1 status=0
  shift
  rm -f x.md
  "$@" > said 2>&1 || status=$?
  [ "$status" = 2 ] && [ "$(head -1 said)" = "nbrun: error: $expected" ] && ! [ -e x.md ] ||
    fail "expected '$expected' and status 2, not status $status: $(cat said)"
  echo "  $expected"
}
with() {  # with FILE in the place of part 3
  cp "$1" part3.nbr
  refused "$2" nbrun merge part*.nbr -o x.md
  cp kept part3.nbr
}
mv part3.nbr kept
refused "part 3 of 16 is missing" nbrun merge part*.nbr -o x.md
[ "$(sed -n 's/^  help: //p' said)" = "nbrun run x.nnb --shard 3/16 -o part3.nbr" ] || fail "no help: $(cat said)"
cp kept part3.nbr
refused "part3.nbr and kept are both part 3/16" nbrun merge part*.nbr kept -o x.md
nbrun run x.nnb -p rate=0.4 --shard 3/16 -o other.nbr -q
with other.nbr "part3.nbr and part1.nbr do not belong together: their parameters differ, -p rate=0.4 and none"
echo "Changed." >> x.nnb
refused "x.nnb: it has changed since the parts were made" nbrun merge part*.nbr -o x.md
nbrun run x.nnb --shard 3/16 -o other.nbr -q
with other.nbr "part3.nbr and part1.nbr do not belong together: they were made from different notebooks"
cp "$project/Tests/Distributed/x.nnb" .
nbrun run x.nnb --shard 3/15 -o other.nbr -q
with other.nbr "part3.nbr and part1.nbr do not belong together: one is of 15 parts, the other of 16"
head -n -1 kept > other.nbr
with other.nbr "part3.nbr: it ends in the midst, behind line $(wc -l < other.nbr)"
sed '/^run/s/[0-9a-f]$/!/' kept > other.nbr
with other.nbr "part3.nbr: line $(grep -n -m 1 ^run kept | cut -d: -f1) is not as it was written"
sed '/^digest/y/0123456789/1234567890/' kept > other.nbr
with other.nbr "part3.nbr: its hash is not that of its lines: it was damaged or changed"
with x.nnb "part3.nbr: it is no part of a run"
nbrun merge part*.nbr -o x.md -q
same "the merge after all of this"

echo "starting munged, slurmctld and slurmd"
slurm=$folder/slurm
mkdir -p "$slurm"/{state,spool}
chmod 711 "$folder" "$slurm"  # anyone may ask munged
head -c 1024 /dev/urandom > "$slurm/key"
chmod 400 "$slurm/key"
# Two ports that nobody listens on.
read -r port1 port2 < <(python3 -c '
import socket
free = [socket.socket() for _ in range(2)]
for each in free: each.bind(("127.0.0.1", 0))
print(*[each.getsockname()[1] for each in free])')
cat > "$slurm/slurm.conf" << CONF
ClusterName=parts
SlurmctldHost=localhost
SlurmctldPort=$port1
SlurmdPort=$port2
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge
CredType=cred/munge
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=2
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0
NodeName=localhost CPUs=4 State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
CONF
# No group of processes is asked for, and the second kind would ask systemd.
echo "CgroupPlugin=cgroup/v1" > "$slurm/cgroup.conf"
munged --socket="$slurm/munge" --key-file="$slurm/key" --log-file="$slurm/munged.log" \
  --pid-file="$slurm/munged.pid" --seed-file="$slurm/seed"
slurmctld
slurmd -N localhost
wait_for '[ "$(sinfo -h -o %T 2> /dev/null)" = idle ]'

# Waits until all tasks of a job are over.
over() { wait_for '[ -z "$(squeue -h -j '"$1"' 2> /dev/null)" ]'; }

echo "in 16 parts by a Slurm array, the third of them cancelled in the midst"
enter array
eval "$(block 3)" > said
merge=$(sed -n 's/^Submitted batch job //p' said)
wait_for '[ -e "$FOLDER/held/id" ]'
[ "$(squeue -h -o %T -j "${id}_3")" = RUNNING ] || fail "task 3 is not running"
[ "$(squeue -h -o '%T %r' -j "$merge")" = "PENDING Dependency" ] || fail "the merge does not wait"
scancel "${id}_3"
over "$id"
over "$merge"
[ "$(ls part*.nbr | wc -l)" = 15 ] && ! [ -e part3.nbr ] || fail "there is another part missing than the third"
[ "$(wc -l < "$folder/calls")" = 16 ] || fail "Slurm has not made every part once"
! [ -e x.md ] || fail "the merge has run without part 3"
echo "  15 parts are there, and the merge was dropped; the same lines with --array=3"
eval "$(block 3 | sed s/--array=1-16/--array=3/)" > said
merge=$(sed -n 's/^Submitted batch job //p' said)
over "$id"
over "$merge"
[ "$(tail -n +17 "$folder/calls" | grep -o 'shard [^ ]*')" = "shard 3/16" ] || fail "more than part 3 was made again"
same "the run by Slurm"

echo "same"
