import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Runs the connector of a file until it stops, with what the other arguments say; prints what it captures. */
class Debezium {

    public static void main(String[] args) throws Exception {
        Properties connector = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            connector.load(in);
        }
        for (int i = 1; i < args.length; i++) {
            connector.setProperty(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        }
        DebeziumEngine<ChangeEvent<String, String>> engine = DebeziumEngine.create(Json.class)
                .using(connector)
                .notifying(event -> System.out.println("captured " + event.value()))
                .using((success, message, failure) -> {
                    System.out.println("ended " + success + " " + message);
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        System.out.println("cause " + cause);
                    }
                })
                .build();
        engine.run();
        System.exit(0);
    }
}
