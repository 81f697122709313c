package io.github.wicredential.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What was found about one link of the chain. Immutable, and free of tokens, assertions and secrets.
 *
 * <p>Texts may change in any release; ids and links stay. Findings are made by the library and accessors may be added in
 * any release, so an application implements this interface only to test its own code.
 *
 * @since 0.1.0
 */
public interface Finding {

    /**
     * Names the link.
     *
     * @return for example {@code token-file}, {@code audience}, or {@code exchange} and a scope
     */
    String id();

    /**
     * The state of the link.
     *
     * @return the status
     */
    Status status();

    /**
     * The finding in one line.
     *
     * @return a text without a full stop
     */
    String title();

    /**
     * What was seen, and what it means.
     *
     * @return lines of text; may be empty
     */
    List<String> evidence();

    /**
     * What most likely has to be corrected.
     *
     * @return causes, the most likely first; empty unless something is wrong
     */
    List<String> fix();

    /**
     * Commands to run, filled in with the values of this pod. A value that is not known stays in angle brackets.
     *
     * @return commands, the first to run first; empty unless something is wrong
     */
    List<String> commands();

    /**
     * Where more is said.
     *
     * @return the address of a page, or the command that prints it from the jar; empty unless something is wrong
     */
    Optional<String> link();
}
