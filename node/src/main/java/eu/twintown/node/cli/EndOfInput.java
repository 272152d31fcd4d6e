package eu.twintown.node.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Waits for the end of standard input: the program that started this one has ended or closed it. */
final class EndOfInput {
    private EndOfInput() {}

    static void await(CountDownLatch stopped) {
        try {
            while (System.in.read() >= 0) {
                // what is sent does not matter, only its end
            }
        } catch (IOException e) {
            // a broken pipe is an end, too
        }
        stopped.countDown();
    }
}
