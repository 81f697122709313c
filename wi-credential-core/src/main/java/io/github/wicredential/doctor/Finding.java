package io.github.wicredential.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The finding about one link of the chain. Immutable; contains no token, assertion or other secret.
 *
 * <p>Any release may change texts and add accessors; ids and links stay the same. Only the library creates findings; an
 * application implements this interface only to test its own code.
 *
 * @since 0.1.0
 */
public interface Finding {

    /**
     * The id of the link.
     *
     * @return for example {@code token-file}, {@code audience}, or {@code exchange} followed by a scope
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
     * @return text without a full stop
     */
    String title();

    /**
     * What was observed, and what it means.
     *
     * @return lines of text; may be empty
     */
    List<String> evidence();

    /**
     * The possible causes.
     *
     * @return causes, most likely first; exactly one if the evidence is conclusive; empty if nothing is wrong
     */
    List<String> causes();

    /**
     * Commands to run, filled in with the values of this pod. Unknown values appear as shell variables in capitals or
     * in angle brackets.
     *
     * @return commands in the order to run them; empty if nothing is wrong
     */
    List<String> commands();

    /**
     * What each command is for, and what it should print.
     *
     * @return one line for each of the {@link #commands}; a line may be blank
     */
    default List<String> comments() {
        return commands().stream().map(command -> "").toList();
    }

    /**
     * Where to read more.
     *
     * @return the address of a page, or the command that prints the guide entry; empty if nothing is wrong
     */
    Optional<String> link();

    /**
     * The code of the guide entry, as accepted by the doctor's {@code --explain}.
     *
     * @return for example {@code AADSTS700213} or {@code token-expired}; empty if nothing is wrong, here or in the finding that this follows from
     */
    default Optional<String> code() {
        return Optional.empty();
    }

    /**
     * The HTTP status of a response without a token.
     *
     * @return the status, if there was such a response
     */
    default OptionalInt httpStatus() {
        return OptionalInt.empty();
    }

    /**
     * The correlation id of the request in Entra's sign-in logs.
     *
     * @return the id, if Entra's response contains one
     */
    default Optional<String> correlationId() {
        return Optional.empty();
    }

    /**
     * Whether the problem is temporary: Entra or a gateway is busy, or a recent change has not reached every server
     * yet.
     *
     * @return true if the same request may soon succeed
     */
    default boolean retryable() {
        return false;
    }

    /**
     * The consequences of this finding, which need no attention of their own.
     *
     * @return ids of findings with the status {@link Status#SKIPPED}
     */
    default List<String> causeOf() {
        return List.of();
    }
}
