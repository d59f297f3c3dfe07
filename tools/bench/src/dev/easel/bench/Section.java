package dev.easel.bench;

import dev.easel.bench.report.Ledger;

/** One question, and the measurement that answers it. */
interface Section {

    /** Its name on the command line, and that of its file. */
    String name();

    /** What is measured, and how, in a line. */
    String about();

    /** Measures; this may take minutes. */
    Ledger measure(Workbench workbench) throws InterruptedException;
}
