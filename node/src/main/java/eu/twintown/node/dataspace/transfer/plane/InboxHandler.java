package eu.twintown.node.dataspace.transfer.plane;

/** Takes what a provider pushes. */
@FunctionalInterface
public interface InboxHandler {

    /**
     * A push.
     *
     * @param transfer id of the transfer
     * @param counterparty participant id of the provider
     * @param body as it came
     * @param contentType its media type; empty = not told
     */
    record Delivery(
            String transfer, String agreement, String dataset, String counterparty, byte[] body, String contentType) {}

    /**
     * Takes it durably: what returns is acknowledged.
     *
     * @throws eu.twintown.kernel.problem.ProblemException where it is refused; after a status below 500 it is not sent again
     */
    void receive(Delivery delivery);
}
