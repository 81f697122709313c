package io.github.wicredential.examples.whoami;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks Azure which roles an identity has in the subscription: assigned to itself, at any scope. */
@Component
class OwnRoles {

    private final AuthorizationManager azure;

    OwnRoles(AuthorizationManager azure) {
        this.azure = azure;
    }

    /** What Azure answered: status and code only, without its text. */
    record Answer(List<Role> roles, String problem, boolean forbidden) {

        /** For the template. */
        public boolean failed() {
            return !problem.isEmpty();
        }
    }

    Answer of(String principalId) {
        try {
            Map<String, String> names = new HashMap<>();
            List<Role> roles = new ArrayList<>();
            azure.roleAssignments().listByServicePrincipal(principalId).forEach(assignment -> {
                String name = names.computeIfAbsent(
                        assignment.roleDefinitionId(),
                        id -> azure.roleDefinitions().getById(id).roleName());
                roles.add(Role.of(assignment, name));
            });
            return new Answer(roles, "", false);
        } catch (ManagementException e) {
            int status = e.getResponse().getStatusCode();
            String code = e.getValue() == null ? "" : " " + e.getValue().getCode();
            return new Answer(List.of(), "Azure Resource Manager answered " + status + code, status == 403);
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String problem = "Azure Resource Manager cannot be reached: "
                    + cause.getClass().getSimpleName();
            return new Answer(List.of(), problem, false);
        }
    }
}
