package io.github.wicredential.examples.ownapi;

import java.util.List;

/**
 * Who calls, by a token that was verified.
 *
 * @param applicationId the caller's client id
 * @param roles the application roles that were assigned to it
 */
record Caller(String applicationId, List<String> roles) {

    Caller {
        roles = List.copyOf(roles);
    }
}
