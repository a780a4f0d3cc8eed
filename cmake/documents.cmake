# Writes what hpmsim makes out of its own tables into the folder OUTPUT: man/*.1 and the
# completion functions. Run by the build: cmake -DHPMSIM=... -DOUTPUT=... -P this.
function(ask file)
    execute_process(COMMAND ${HPMSIM} ${ARGN} OUTPUT_FILE ${OUTPUT}/${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${OUTPUT})
file(MAKE_DIRECTORY ${OUTPUT}/man)
ask(man/hpmsim.1 help --man)
ask(commands.json help --json)
file(READ ${OUTPUT}/commands.json text)
string(JSON count LENGTH ${text} commands)
math(EXPR last "${count} - 1")
foreach(n RANGE ${last})
    string(JSON name GET ${text} commands ${n} name)
    ask(man/hpmsim-${name}.1 help --man ${name})
endforeach()
ask(hpmsim.bash completion bash)
ask(_hpmsim completion zsh)
