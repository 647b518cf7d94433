// SPDX-License-Identifier: MIT
// What the command line asks for.
#pragma once

#include <ouro/ouro.h>

#include <string>
#include <vector>

struct Options {
    enum class Program { file, container, command, module, standard_input } program = Program::standard_input;
    enum class Action { run, disassemble, dump_tree } action = Action::run;
    std::string source;           // the path of the file, or of the folder or archive that contains a program, the command, or the module's name
    bool skip_first_line = false; // -x
    bool inspect = false;         // -i
    bool named_input = false;     // "-" was written
    std::string io_encoding;      // ENCODING:ERRORS of the standard streams, either of which may be missing
    ouro::Config config;          // all the rest
    int exit = -1;                // >= 0: everything has been said already
};

/// Reads the arguments of `ouro`, and the environment variables that stand for some; wrong ones are reported on standard error.
Options read_options(int argc, char** argv);
