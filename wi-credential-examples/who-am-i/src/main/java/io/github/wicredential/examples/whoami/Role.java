package io.github.wicredential.examples.whoami;

import com.azure.resourcemanager.authorization.models.RoleAssignment;

/**
 * A role that the identity has.
 *
 * @param name what it is called
 * @param scope where it holds, without the subscription
 */
record Role(String name, String scope) {

    static Role of(RoleAssignment assignment, String name) {
        String[] parts = assignment.scope().split("/", 4);
        boolean below = parts.length == 4 && parts[1].equals("subscriptions");
        return new Role(name, below ? "…/" + parts[3] : assignment.scope());
    }
}
