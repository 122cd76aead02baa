#!/bin/sh
# The commands of a test host, played by a forced command of OpenSSH. See TestHost for what each does.
cd "$(dirname "$0")" || exit 99
set -f
# shellcheck disable=SC2086
set -- $SSH_ORIGINAL_COMMAND
echo "$*" >>begun

# Until the test lets it go, or its folder is gone.
wait_for_gate() {
    while [ -e begun ] && [ ! -e opened ]; do sleep 0.02; done
}

case $1 in
say)
    echo "$2"
    echo "but $2" >&2
    ;;
fail)
    echo "about to fail"
    exit "$2"
    ;;
flood)
    yes x | head -c $(($2 - 8))
    echo "the end"
    ;;
garble) printf 'a\377\000\033b' ;;
read) wc -c | tr -d ' ' ;;
block)
    wait_for_gate
    echo "let go"
    ;;
linger)
    echo "left behind"
    wait_for_gate &
    ;;
drop) kill -9 "$PPID" ;;
once)
    if mkdir "key-$2" 2>/dev/null; then kill -9 "$PPID"; fi
    echo "done"
    ;;
killed) kill -9 $$ ;;
*) exit 98 ;;
esac
