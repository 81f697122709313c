package io.github.wicredential.examples.postgres;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who runs the server, which refuses to run as root.
 *
 * @param other somebody else than this process's user, if that is root
 */
record ServerUser(Optional<String> other) {

    static ServerUser find() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerUser(Optional.empty());
        }
        return new ServerUser(Optional.of(exists("postgres") ? "postgres" : "nobody"));
    }

    /** The command as this user. */
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>();
        other.ifPresent(
                name -> all.addAll(List.of("setpriv", "--reuid=" + name, "--regid=nogroup", "--clear-groups", "--")));
        all.addAll(command);
        return all;
    }

    /** Gives a file or directory to this user. */
    void own(Path path) throws IOException {
        if (other.isPresent()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(other.get()));
        }
    }

    private static boolean exists(String name) throws IOException {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        }
    }
}
