# Asks for leave as an agent does, waits for a line, and goes on.
printf 'Bash command\n\n  npm test\n\nDo you want to proceed?\n❯ 1. Yes\n  2. No, and tell me what to do\n'
read -r answer
printf '\033[H\033[2Jthank you\n'
exec -a claude sleep 1000
