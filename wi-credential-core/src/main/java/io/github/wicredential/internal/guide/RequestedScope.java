package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.cloud.AzureService;
import io.github.wicredential.internal.cloud.Cloud;
import java.net.URI;
import java.util.regex.Pattern;

/** The scope of a request: its resource, the scope that may have been meant, and whether the resource is of this cloud. */
public record RequestedScope(String scope) {

    private static final String DEFAULT = "/.default";
    private static final Pattern BARE = Pattern.compile("(https|api)://[^/\\s]+/?");

    public Evidence tell(Evidence known) {
        String resource = resource(scope);
        String right = AzureService.scopeInstead(resource)
                .orElse(
                        resource.equals(scope) && BARE.matcher(scope).matches()
                                ? scope.replaceFirst("/$", "") + DEFAULT
                                : null);
        String meant = right == null ? resource : resource(right);
        boolean permission = resource.equals(scope) && scope.startsWith(meant + "/") && !scope.endsWith("/");
        // Where a user is asked for; applications have no such permission.
        boolean ofUsers = scope.endsWith("/user_impersonation");
        known.put("scope", scope)
                .put("resource", permission ? meant : resource)
                .putOrNone("rightScope", right)
                .putOrNone("permission", permission && !ofUsers ? scope.substring(meant.length() + 1) : null)
                .fact("resourceCloud", false);
        // The cloud of a resource that has another address where the tokens come from; an emulator stands for the
        // public cloud.
        String authority = known.get("authority");
        Cloud here = authority == null ? null : Cloud.of(URI.create(authority)).orElse(Cloud.PUBLIC);
        Cloud there = AzureService.cloudOf(resource).orElse(here);
        return there == null || there == here
                ? known
                : known.put("resourceCloud", there.words())
                        .put(
                                "cloudScope",
                                here == null
                                        ? null
                                        : AzureService.scopeIn(here, resource).orElse(null));
    }

    private static String resource(String scope) {
        return scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
    }
}
