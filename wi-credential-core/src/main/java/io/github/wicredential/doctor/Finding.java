package io.github.wicredential.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
     * What can be the cause.
     *
     * @return causes, the most likely first; one if what was seen decides; empty unless something is wrong
     */
    List<String> causes();

    /**
     * Commands to run, filled in with the values of this pod. What is not known stands as a shell variable in capitals, or in
     * angle brackets.
     *
     * @return commands, the first to run first; empty unless something is wrong
     */
    List<String> commands();

    /**
     * What each command is for, and what it should print.
     *
     * @return one line for each of the {@link #commands}; it may be blank
     */
    default List<String> comments() {
        return commands().stream().map(command -> "").toList();
    }

    /**
     * Where more is said.
     *
     * @return the address of a page, or the command that prints it from the jar; empty unless something is wrong
     */
    Optional<String> link();

    /**
     * The name under which the guide explains it, as {@code --explain} of the doctor takes it.
     *
     * @return for example {@code AADSTS700213} or {@code token-expired}; empty unless something is wrong
     */
    default Optional<String> code() {
        return Optional.empty();
    }

    /**
     * The HTTP status of an answer that is no token.
     *
     * @return the status, if there was an answer
     */
    default OptionalInt httpStatus() {
        return OptionalInt.empty();
    }

    /**
     * By which Entra's sign-in logs find the request.
     *
     * @return the id, if Entra answered with one
     */
    default Optional<String> correlationId() {
        return Optional.empty();
    }

    /**
     * Whether it is trouble that passes by itself: Entra or a gateway is busy, or does not know yet what was just made.
     *
     * @return true if the same request may succeed a little later
     */
    default boolean retryable() {
        return false;
    }

    /**
     * What follows from this finding, and needs no attention of its own.
     *
     * @return ids of findings, which have the status {@link Status#SKIPPED}
     */
    default List<String> causeOf() {
        return List.of();
    }
}
