package consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's own log: not lost. */
public final class Slf4j implements Check {
    @Override
    public void run() {
        Logger logger = LoggerFactory.getLogger(Slf4j.class);
        logger.info("logged");
    }
}
