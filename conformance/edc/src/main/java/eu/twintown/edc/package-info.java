/** What a connector of Eclipse EDC needs beyond its own parts to take part in the exchange with it. */
package eu.twintown.edc;
