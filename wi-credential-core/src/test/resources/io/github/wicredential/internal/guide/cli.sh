#!/usr/bin/env bash
# Stands for az and kubectl: fails unless subcommand and options are in the list, and prints two words as "az ... -o tsv".
name=$(basename "$0")
while read -r line; do
  [[ $line == "$name "* ]] || continue
  command=() options=()
  for word in ${line#"$name "}; do if [[ $word == -* ]]; then options+=("$word"); else command+=("$word"); fi; done
  [[ "${*:1:${#command[@]}}" == "${command[*]}" ]] || continue
  for word in "${@:${#command[@]}+1}"; do
    [[ $word == -- ]] && break
    [[ $word == -* && $word != - ]] || continue
    [[ " ${options[*]} " == *" ${word%%=*} "* ]] || { echo "$name ${command[*]} has no $word" >&2; exit 1; }
  done
  echo "orders-identity orders-group"
  exit 0
done < "$OPTIONS"
echo "$name has no $*" >&2
exit 1
