package dev.easel.bench;

import dev.easel.bench.report.Ledger;

/** One question and the measurement that answers it. */
interface Section {

    /** The name on the command line and of the result file. */
    String name();

    /** One line that says what is measured, and how. */
    String about();

    /** Measures, which may take minutes. */
    Ledger measure(Workbench workbench) throws InterruptedException;
}
