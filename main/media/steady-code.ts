import { setFlagsFromString } from 'node:v8';

/**
 * Keeps this process's code unoptimised. A call's few hundred packets a second need no fast code, but compiling and swapping it stalls the loop
 * for several milliseconds at a time through a call's first minute, and a packet that comes then is late. Imported before everything else.
 */
setFlagsFromString('--no-opt');
setFlagsFromString('--no-maglev');
