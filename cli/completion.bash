# How bash completes command lines of hpmsim. `hpmsim completion bash` prints this behind a table
# that it makes from hpmsim's own tables (cli/completion_bash.c):
#
#   _hpmsim_commands   their names
#   _hpmsim_models     "aarch64:4-28 ...": the ready models, least and most registers
#   _hpmsim_table      sets, for the command $1,
#       options        "-o --output ..."
#       values         "-o=folder --output=folder ...": those that take one, of which kind
#       forms          operands: kinds with spaces between; "|" stands between alternatives
#       first          1: what follows the first operand is no option any more
#
# A kind is one of: none, model, command, folder, file, file:c,wasm,wat, choice:ssa,naive; with +
# behind it, several with commas between; with * behind it, it repeats. "=show" is that word.

# _hpmsim_offer KIND WORD: adds to COMPREPLY what begins with WORD and is of that kind.
_hpmsim_offer() {
    local kind=$1 word=$2 before='' words='' name range suffix k
    if [[ $kind == *+ ]]; then
        kind=${kind%+}
        [[ $word != *,* ]] || before=${word%,*}, word=${word##*,}
        compopt -o nospace 2>/dev/null
    fi
    case $kind in
    =*) words=${kind#=} ;;
    choice:*) words=${kind#choice:} words=${words//,/ } ;;
    command) words=$_hpmsim_commands ;;
    model)
        for range in $_hpmsim_models; do
            name=${range%%:*} range=${range#*:}
            words+=" $name"
            [[ $word == "$name"/* ]] || continue
            for ((k = ${range%-*}; k <= ${range#*-}; k++)); do words+=" $name/$k"; done
        done
        compopt -o nosort 2>/dev/null
        ;;
    esac
    if [[ $words ]]; then
        while IFS= read -r name; do
            COMPREPLY+=("$before$name")
        done < <(compgen -W "$words" -- "$word")
    fi
    [[ $kind != model || ! $word ]] || kind=file:json # a model's file
    [[ $kind == folder || $kind == file* ]] || return 0
    compopt -o filenames 2>/dev/null
    while IFS= read -r name; do
        COMPREPLY+=("$before$name")
    done < <(
        if [[ $kind == file ]]; then
            compgen -f -- "$word"
        else
            compgen -d -- "$word"
        fi
        if [[ $kind == file:* ]]; then
            kind=${kind#file:}
            for suffix in ${kind//,/ }; do
                compgen -f -X "!*.$suffix" -- "$word"
            done
        fi
    )
}

# _hpmsim_operand FORMS WORD OPERAND...: offers what WORD can be behind these operands.
_hpmsim_operand() {
    local forms form kinds word=$2 n
    IFS='|' read -ra forms <<<"$1"
    shift 2
    for form in "${forms[@]}"; do
        read -ra kinds <<<"$form"
        [[ $# -eq 0 || ${kinds[0]} != =* || ${kinds[0]} == "=$1" ]] || continue
        n=$#
        [[ $n -lt ${#kinds[@]} || ${kinds[-1]} != *'*' ]] || n=$((${#kinds[@]} - 1))
        [[ $n -ge ${#kinds[@]} ]] || _hpmsim_offer "${kinds[n]%'*'}" "$word"
    done
}

# Sets `kind` to what option $1 takes, by `values`; fails when it takes none.
_hpmsim_value() {
    local row
    for row in $values; do
        [[ ${row%%=*} != "$1" ]] || {
            kind=${row#*=}
            return 0
        }
    done
    return 1
}

_hpmsim() {
    local word=${COMP_WORDS[COMP_CWORD]} options values forms first n k given
    local operands=() kind='' glued='' rest=''
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        [[ $word == -* ]] && kind=choice:--help,--version || kind=command
        _hpmsim_offer "$kind" "$word"
        return 0
    fi
    _hpmsim_table "${COMP_WORDS[1]}" || return 0

    # What stands before the word. `kind`: of the value that an option waits for. `glued`: bash
    # makes words of their own of = and :, but what stands around them belongs together.
    for ((n = 2; n < COMP_CWORD; n++)); do
        given=${COMP_WORDS[n]}
        if [[ $given == [:=]* && ! $rest ]]; then
            glued=1
        elif [[ $glued || $kind ]]; then
            glued='' kind=''
        elif [[ $rest || $given != -?* ]]; then
            operands+=("$given")
            rest=$first
        elif [[ $given == -- ]]; then
            rest=1
        elif [[ $given == --* ]]; then
            _hpmsim_value "$given"
        else
            for ((k = 1; k < ${#given}; k++)); do
                _hpmsim_value "-${given:k:1}" || continue
                ((k + 1 == ${#given})) || kind=''
                break
            done
        fi
    done
    [[ $word != [:=]* || $rest ]] || word='' glued=1

    if [[ $kind ]]; then
        _hpmsim_offer "$kind" "$word"
    elif [[ $glued ]]; then
        return 0
    elif [[ $word == -* && ! $rest ]]; then
        _hpmsim_offer "choice:${options// /,}" "$word"
    else
        _hpmsim_operand "$forms" "$word" "${operands[@]}"
    fi
}

complete -F _hpmsim hpmsim
