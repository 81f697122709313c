package io.github.wicredential.consumers;

/** How a program ended, and what it wrote. */
record Run(int status, String output) {

    boolean succeeded() {
        return status == 0;
    }
}
