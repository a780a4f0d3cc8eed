// Runs a WASI command module under node:wasi, as the oracle for hpmsim's own machines.
//
//   node --no-warnings run-oracle.mjs [--dir HOST[::GUEST]]... [--env NAME=VALUE]...
//                                     PROG.wasm [ARGS...]
//
// Options may also follow PROG.wasm; `--` ends them, and what follows goes to the program.
// Standard input, output and error are this process's own. The exit status is the guest's;
// 134 if the guest trapped; 2 for a bad command line or an unreadable module.

import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const USAGE =
    'usage: node run-oracle.mjs [--dir HOST[::GUEST]]... [--env NAME=VALUE]... PROG.wasm [ARGS...]';

function fail(message) {
    console.error(`run-oracle: ${message}`);
    process.exit(2);
}

function parse(words) {
    const command = { module: null, args: [], env: {}, preopens: {} };
    let optionsEnded = false;
    for (let i = 0; i < words.length; i++) {
        const word = words[i];
        if (!optionsEnded && word === '--') {
            optionsEnded = true;
        } else if (!optionsEnded && word === '--dir') {
            if (++i === words.length) fail('--dir needs HOST[::GUEST]');
            const [host, guest = host] = words[i].split('::');
            command.preopens[guest] = host;
        } else if (!optionsEnded && word === '--env') {
            const equals = i + 1 < words.length ? words[++i].indexOf('=') : -1;
            if (equals < 1) fail('--env needs NAME=VALUE');
            command.env[words[i].slice(0, equals)] = words[i].slice(equals + 1);
        } else if (command.module === null) {
            command.module = word;
        } else {
            command.args.push(word);
        }
    }
    if (command.module === null) fail(USAGE);
    return command;
}

const command = parse(process.argv.slice(2));
const wasi = new WASI({
    version: 'preview1',
    args: [command.module, ...command.args],
    env: command.env,
    preopens: command.preopens,
    returnOnExit: true,
});

let instance;
try {
    const module = await WebAssembly.compile(await readFile(command.module));
    instance = await WebAssembly.instantiate(module, {
        wasi_snapshot_preview1: wasi.wasiImport, // getImportObject() came after Node 18
    });
} catch (error) {
    fail(`${command.module}: ${error.message}`);
}

try {
    process.exitCode = wasi.start(instance);
} catch (error) {
    console.error(`run-oracle: ${command.module}: ${error.message}`);
    process.exitCode = 134;
}
