package eu.twintown.node;

import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dataset.Datasets;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiations;

/** Parts of a running node, for programs that start one within their own. */
public record Inside(Agreements agreements, Datasets datasets, Negotiations negotiations, TransferParts transfer) {}
