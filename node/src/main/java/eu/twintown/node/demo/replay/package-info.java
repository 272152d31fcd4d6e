/** A recorded week of two cities, served over HTTP as the cities' own systems would serve it now. */
@NullMarked
package eu.twintown.node.demo.replay;

import org.jspecify.annotations.NullMarked;
