package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.internal.exchange.TokenExchange;
import java.time.Instant;
import java.util.List;

/** A command-line tool that returns tokens of the developer who is signed in to it. */
interface Tool {

    /** As users know it. */
    String name();

    /** The programs to look for, the first one found is run. */
    List<String> programs();

    /** The arguments of the program; throws if the tool does not support the request. */
    List<String> arguments(TokenExchange.Request request);

    /** Reads the token from the output of a run that ended well; throws if there is none. */
    TokenExchange.Grant read(String output, Instant now);

    /** The command with which a developer signs in. */
    String signIn(TokenExchange.Request request);

    /** How to get the tool. */
    String install();

    /** Whether output or error output of a run says that no one is signed in. */
    boolean signedOut(String output, String complaint);
}
